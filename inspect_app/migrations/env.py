"""How Alembic reaches the database: the engine it is handed, the models' metadata."""

from alembic import context

from inspect_app.accounts import models as _accounts  # noqa: F401  (they fill Base.metadata)
from inspect_app.audit import models as _audit  # noqa: F401
from inspect_app.db import Base
from inspect_app.desk import models as _desk  # noqa: F401
from inspect_app.entering import models as _entering  # noqa: F401
from inspect_app.entering.models import phone_tables as _phone_tables  # noqa: F401
from inspect_app.findings import models as _findings  # noqa: F401
from inspect_app.findings.models import acts as _acts  # noqa: F401
from inspect_app.inspections import models as _inspections  # noqa: F401
from inspect_app.inspections.models import plans as _plans  # noqa: F401
from inspect_app.people import models as _people  # noqa: F401
from inspect_app.photos import models as _photos  # noqa: F401
from inspect_app.records import models as _records  # noqa: F401
from inspect_app.records.models import revisions as _revisions  # noqa: F401
from inspect_app.review import models as _review  # noqa: F401

with context.config.attributes["engine"].connect() as connection:
    # SQLite alters a table by copying it; dropping the old one must not touch what refers to it.
    raw = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    # Nor may putting the new one in its place fail because a trigger of another table reads it.
    raw.execute("PRAGMA legacy_alter_table=ON")
    # Batch mode: SQLite cannot alter constraints in place.
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the upgrade would break references: {broken[:3]}")
    connection.commit()
    raw.execute("PRAGMA legacy_alter_table=OFF")
    raw.execute("PRAGMA foreign_keys=ON")
