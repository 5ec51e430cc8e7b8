"""Two hosts and a third with the database and the carrier, as network namespaces of one machine."""
