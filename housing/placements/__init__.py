"""The match run, its proposals and what people decided; offers, answers, stays and moving on."""
