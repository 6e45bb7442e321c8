"""The verdicts of the comparison, apart from the arithmetic, so that words need not wait for scipy."""

# Our own limit. With three others t has one degree of freedom: a sample would have to be 12.7 standard errors away to
# be worth a question, and samples of about 20 cannot be: all of 20 is 10.6 from three times none of 20.
FEWEST_OTHERS = 4
NO_VERDICT, SAME, QUESTION, OUT = "", "cannot be told apart", "worth a question", "stands out"
