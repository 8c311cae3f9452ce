# Compile the table of places (build-time packages in tools/gazetteer/requirements.txt). GAZETTEER_PYTHON: the Python that has them.
GAZETTEER_PYTHON ?= python

.PHONY: gazetteer
gazetteer:
	$(GAZETTEER_PYTHON) tools/gazetteer/build.py
