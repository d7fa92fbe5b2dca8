"""What search engines and sharing sites read of a page: its description, and the data in it."""

from __future__ import annotations

import json
from html import escape

from carbondata import places
from carbondata.faces import shown
from carbondata.show.figures import packed

# What schema.org knows of the description of the tables (Croissant), which begins with it.
KEYS = ("name", "alternateName", "description", "version", "datePublished", "license", "creator")


# By which a page that carbondata made is known from somebody's own.
MADE_BY = '<meta name="generator" content="carbondata">'


def shared(title: str, description: str, url: str | None, image: str | None) -> str:
    """Write the tags of Open Graph; an image and an address only if they are known."""
    tags = {"title": title, "description": description, "type": "website"}
    tags |= {"site_name": "carbondata"}
    tags |= {name: value for name, value in (("url", url), ("image", image)) if value}
    if image:
        tags |= {"image:width": "1200", "image:height": "630"}
    told = "\n".join(
        f'<meta property="og:{name}" content="{escape(shown(text))}">'
        for name, text in tags.items()
    )
    named = f'<meta name="description" content="{escape(shown(description))}">'
    return f"{MADE_BY}\n{named}\n{told}"


def dataset(url: str | None = None) -> str:
    """Write the tables as a data set of schema.org, in JSON for an element of the page."""
    described = json.loads((places.pinned() / "croissant.json").read_text(encoding="utf-8"))
    found: dict[str, object] = {"@context": "https://schema.org/", "@type": "Dataset"}
    found |= {key: described[key] for key in KEYS if key in described}
    found["creator"] = {"@type": "Organization", "name": described["creator"]["name"]}
    return packed(found | ({"url": url} if url else {}))
