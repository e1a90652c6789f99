"""One household becomes two, two become one again, and two records of one person are joined."""
