using AgentBus.Domain.Deliberation;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class AttentionOrderTests
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(30);

    [Fact]
    public void Risk_decides_among_cases_of_one_age_and_age_among_cases_of_one_risk() =>
        Names([Case("a", "x", 0.2), Case("b", "y", 0.9), Case("c", "z", 0.2, minutes: -5)]).ShouldBe("b c a");

    [Fact]
    public void An_old_case_passes_every_new_one() =>
        Names([Case("new", "x", 1, minutes: 31), Case("old", "y", 0)]).ShouldBe("old new");

    /// <summary>However many cases others have, and whatever they say of their risk: as many pass it as there are others.</summary>
    [Fact]
    public void Floods_do_not_hide_the_first_case_of_another()
    {
        var flood = from count in Gen.Choose(1, 200) from risk in Gen.Choose(0, 10) from minutes in Gen.Choose(-600, 600) select (count, risk, minutes);
        Prop.ForAll(Gen.ListOf(flood, 10).ToArbitrary(), floods =>
        {
            var cases = floods.SelectMany((one, sender) => Flood($"s{sender}", one.count, one.risk / 10.0, one.minutes)).Append(Case("other", "bob", 0.9));
            AttentionOrder.Of(cases, Span).FindIndex(static of => of.CaseId == "other").ShouldBeLessThanOrEqualTo(floods.Count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void Ten_thousand_cases_of_one_agent_let_a_high_risk_of_another_pass_at_once()
    {
        var cases = Flood("flooder", 10_000, risk: 0.8, minutes: -600).Append(Case("other", "bob", 0.9));

        AttentionOrder.Of(cases, Span).FindIndex(static of => of.CaseId == "other").ShouldBeLessThan(2);
    }

    /// <summary>
    /// One decision a minute, always the first of the order; four senders, five open cases each at most, opened with any risk whenever there is
    /// room. What can pass a case is bounded, so is
    /// its wait: those of its own sender that are before it, and for each of these those of others that are open or come within the span.
    /// </summary>
    [Fact]
    public void No_case_waits_for_ever_whatever_comes_after_it()
    {
        const int senders = 4;
        const int most = 5;
        var bound = most * (((senders - 1) * most) + (int)Span.TotalMinutes + 1);
        var arrivals = Gen.ListOf(from sender in Gen.Choose(0, senders - 1) from risk in Gen.Choose(0, 10) select (sender, risk), 900);
        Prop.ForAll(arrivals.ToArbitrary(), arrivals =>
        {
            List<CaseSummary> open = [];
            var minute = 0;
            foreach (var batch in arrivals.Chunk(3))
            {
                foreach (var (sender, risk) in batch.Where(one => open.Count(of => of.Sender == $"s{one.sender}") < most))
                {
                    open.Add(Case($"{minute:d4}-{open.Count}", $"s{sender}", risk / 10.0, minute));
                }

                if (open.Count > 0)
                {
                    open.Remove(AttentionOrder.Of(open, Span)[0]);
                }

                open.ShouldAllBe(of => minute - (of.OpenedAt - CaseScene.Start).TotalMinutes <= bound);
                minute++;
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static string Names(IEnumerable<CaseSummary> cases) => string.Join(' ', AttentionOrder.Of(cases, Span).Select(static of => of.CaseId));

    private static IEnumerable<CaseSummary> Flood(string sender, int count, double risk, int minutes) =>
        Enumerable.Range(0, count).Select(n => Case($"{sender}-{n:d5}", sender, risk, minutes + n));

    private static CaseSummary Case(string id, string sender, double risk, int minutes = 0) =>
        new() { CaseId = id, Sender = sender, Risk = risk, OpenedAt = CaseScene.Start.AddMinutes(minutes) };
}
