"""What gunicorn serves in the browser tests: the application, as settings in the environment say."""

from housing.app import create_app
from housing.config import load

application = create_app(load())
