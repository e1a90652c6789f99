"""The shell: remembers, guards and shows. Flask, SQLAlchemy and APScheduler live only here."""
