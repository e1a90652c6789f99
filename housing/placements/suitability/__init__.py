"""Why a place is suitable: reasoned for each offer under the heads of the law, kept as it was said."""
