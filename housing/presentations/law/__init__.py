"""The administrator's pages of dated law and practice: clocks, prompts, the words of letters, the cut-off hour."""
