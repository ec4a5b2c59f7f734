"""What the environment provides; refuses to start without what it must have."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from inspect_app.disk import write_atomically

ZONE = ZoneInfo("Asia/Shanghai")

MIN_KEY_LENGTH = 32
KEY_REMEDY = (
    "请从备份里取回它；没有备份的，写进一个新的随机串（32 个字符以上），"
    "代表的链接、登录和两步验证就都要重发。"
)
EVERY_ADDRESS = {"0.0.0.0", "::"}  # noqa: S104  (to listen on, not to open)
KNOWN_KEYS = {"dev", "secret", "changeme", "change-me", "secret_key"}


class SettingsError(Exception):
    """A setting is missing or unusable; the message tells the operator what to do."""


@dataclass(frozen=True)
class Settings:
    """Where the data is, how the product is reached and the key of its secrets."""

    data_dir: Path
    host: str
    port: int
    base_url: str
    secret_key: str

    @property
    def database(self) -> Path:
        return self.data_dir / "inspect.db"

    @property
    def photo_folder(self) -> Path:
        return self.data_dir / "photos"

    @property
    def piece_folder(self) -> Path:
        """Of photos of which not all has come yet."""
        return self.data_dir / "pieces"

    @property
    def report_folder(self) -> Path:
        """Of the files that are made in the background."""
        return self.data_dir / "reports"

    @property
    def queue(self) -> Path:
        """The file in which those wait that are to be made."""
        return self.data_dir / "queue.db"

    @property
    def is_https(self) -> bool:
        """Whether users reach the product over TLS."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def is_loopback(self) -> bool:
        """Whether only this very machine can open the addresses (no phone can)."""
        host = (urlsplit(self.base_url).hostname or "").rstrip(".")
        try:
            address = ip_address(host)
        except ValueError:  # a name
            return host == "localhost" or host.endswith(".localhost")
        inner = (address.version == 6 and address.ipv4_mapped) or address
        return inner.is_loopback or inner.is_unspecified


def read_settings(env: Mapping[str, str] = os.environ) -> Settings:
    """The settings from ``DATA_DIR``, ``HOST``, ``PORT``, ``BASE_URL``, ``SECRET_KEY``.

    :raise SettingsError: when one cannot be used.
    """
    data_dir = Path(env.get("DATA_DIR") or "var").absolute()
    host = env.get("HOST") or "127.0.0.1"
    port = _port(env.get("PORT") or "8000")
    reached_at = "127.0.0.1" if host in EVERY_ADDRESS else host
    base_url = _base_url(env.get("BASE_URL") or f"http://{reached_at}:{port}")
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=data_dir).close()  # on a read-only disk rights tell nothing
        secret_key = env.get("SECRET_KEY") or _key_in_folder(data_dir)
    except OSError as error:
        raise SettingsError(
            f"数据目录 {data_dir} 不能写入（{error.strerror}）；请改权限或用 DATA_DIR 指定别处"
        ) from error
    if env.get("SECRET_KEY") and not _is_strong(secret_key):
        raise SettingsError(f"SECRET_KEY 太短或太简单；请换成 {MIN_KEY_LENGTH} 个字符以上的随机串")
    return Settings(data_dir, host, port, base_url, secret_key)


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingsError(f"PORT={text} 不是端口号；请写 1 到 65535 的数字")
    return int(text)


def _base_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path.strip("/"):
        raise SettingsError(f"BASE_URL={text} 不是网址；请写成 https://域名 的样子，后面不带路径")
    # As browsers write it in Origin, with which it is compared: else every form would be foreign.
    try:
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    except ValueError as error:
        raise SettingsError(f"BASE_URL={text} 不是网址；请看看域名和端口") from error
    host = f"[{host}]" if ":" in host else host
    is_usual = port in (None, 443 if parts.scheme == "https" else 80)
    return f"{parts.scheme}://{host}{'' if is_usual else f':{port}'}"


def _key_in_folder(data_dir: Path) -> str:
    """The first start writes it, for its owner's eyes only.

    Never a new one beside data: all links, log-ins and second steps would be over, unsaid.
    """
    path, data = data_dir / "secret_key", data_dir / "inspect.db"
    if not path.exists():
        if data.is_file() and data.stat().st_size:
            raise SettingsError(
                f"{data} 里有数据，而密钥文件 {path} 不在。{KEY_REMEDY}"
                "平时用环境变量 SECRET_KEY 的，请也在这里设好"
            )
        write_atomically(path, secrets.token_urlsafe(48).encode())
    try:
        key = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "不是文字"
        raise SettingsError(f"密钥文件 {path} 读不出来（{reason}）。{KEY_REMEDY}") from error
    if not _is_strong(key):
        raise SettingsError(f"密钥文件 {path} 里的密钥太短或太简单。{KEY_REMEDY}")
    return key


def _is_strong(key: str) -> bool:
    return len(key) >= MIN_KEY_LENGTH and key.lower() not in KNOWN_KEYS and len(set(key)) >= 8
