using AgentBus.Domain.Inspection;

namespace AgentBus.Domain.Tests.Inspection;

public sealed class InspectionCountersTests
{
    private readonly InspectionCounters _counters = new();

    [Fact]
    public void Decisions_are_counted_by_outcome_kind_and_risk()
    {
        _counters.Count(ContentVerdict.Clean, ContentKind.Data);
        _counters.Count(Found(InspectionDecision.Block, ContentRisk.High, ContentFlags.ProbableSecret), ContentKind.Control);
        _counters.Count(Found(InspectionDecision.Block, ContentRisk.Medium, ContentFlags.Oversize), ContentKind.Data);

        var counts = _counters.Read();

        (counts["decision.allow"], counts["decision.block"], counts["decision.allow_with_redaction"]).ShouldBe((1, 2, 0));
        (counts["kind.data"], counts["kind.control"]).ShouldBe((2, 1));
        (counts["risk_level.low"], counts["risk_level.high"], counts["risk_level.medium"]).ShouldBe((1, 1, 1));
        (counts["probable_secrets"], counts["oversize"], counts["violations"]).ShouldBe((1, 1, 2));
    }

    [Fact]
    public void What_is_out_of_scope_is_no_decision()
    {
        _counters.Count(ContentVerdict.OutOfScope, ContentKind.Data);

        _counters.Read()["out_of_scope"].ShouldBe(1);
        _counters.Read()["decision.allow"].ShouldBe(0);
    }

    [Fact]
    public void Faults_and_repeat_violators_are_counted()
    {
        _counters.Count(Found(InspectionDecision.Allow, ContentRisk.Unknown) with { Fault = new InvalidOperationException(), BecameRepeatViolator = true }, ContentKind.Data);

        (_counters.Read()["internal_errors"], _counters.Read()["repeat_violators"]).ShouldBe((1, 1));
    }

    private static ContentVerdict Found(InspectionDecision decision, ContentRisk risk, params string[] tags) =>
        new() { Decision = decision, Intended = decision, Reason = CasilReasons.Blocked, Risk = risk, Tags = [.. tags] };
}
