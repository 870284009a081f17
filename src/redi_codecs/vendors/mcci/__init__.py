"""MCCI, USA: the Catena boards and the models built on them."""
