"""The files the office hands in, over HTTP."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__, url_prefix="/office")
