"""saksi reads news reports of attacks and turns them into a sourced record for casualty recorders."""

__version__ = "0.1.0"
