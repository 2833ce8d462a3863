"""The index of passages on a Milvus cluster, for sites that one machine does not hold; see record 105.

No setting leads here yet: the library of standards searches its own index below TEQUIO_HOME.
"""

from tequio.apps.library.standards.elsewhere.index import IndexElsewhere
from tequio.apps.library.standards.elsewhere.server import MilvusServer, Server

__all__ = ["IndexElsewhere", "MilvusServer", "Server"]
