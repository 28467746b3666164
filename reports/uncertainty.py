"""Rank intervals and reliability as CSV, in the order of the scores."""

import csv
import io

from analytics.scoring import Scored
from analytics.uncertainty import Uncertainty, reliability
from reports.scores import number, plain


def intervals_csv(scored: Scored, drawn: Uncertainty) -> bytes:
    """UTF-8 with LF; cells are empty for a firm that was not ranked."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow(["firm_id", "rank", "low_rank", "high_rank", "same_grade_ratio", "reliability"])
    sound = reliability(scored)
    for row in scored.order.tolist():
        ranks = (scored.rank[row], drawn.low_rank[row], drawn.high_rank[row])
        writer.writerow(
            [
                plain(scored.panel.firm_ids[row]),
                *(str(rank) if rank else "" for rank in ranks),
                number(drawn.same_grade_ratio[row]),
                number(sound[row]),
            ]
        )
    return page.getvalue().encode()
