"""监督视察: villages, sites, checklist versions, who goes where."""
