"""`python -m bot` is the same as `langnghe`."""

import sys

from cli.main import main

sys.exit(main())
