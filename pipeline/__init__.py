"""mubiao (目标): Chinese plan texts become a database one can question. The public verbs and records, nothing else."""
