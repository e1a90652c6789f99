"""New incidents, and the plan that she has agreed for keeping safe."""
