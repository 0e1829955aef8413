"""Many tickets at once: one row each, the clusters of what is unknown, and the engines that do the work."""
