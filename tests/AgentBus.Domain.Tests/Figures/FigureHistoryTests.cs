using AgentBus.Domain.Figures;
using AgentBus.Model;
using FsCheck;
using FsCheck.Fluent;
using Outcome = AgentBus.Model.Outcome;

namespace AgentBus.Domain.Tests.Figures;

public sealed class FigureHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 12, 0, 30, TimeSpan.Zero);
    private static readonly OpenCaseCount NoCases = new(0, 0, null);
    private static readonly PresenceCount Nobody = new(0, 0, 0);

    [Fact]
    public void An_hour_is_shown_minute_by_minute_whether_anything_happened_or_not()
    {
        var history = new FigureHistory(Start);
        history.Add(new FigureReport(3, 1, [new StageCount("policy", Outcome.Held, 2)]), Start);
        history.Add(new FigureReport(1, 0, [new StageCount("policy", Outcome.Refused, 4)]), Start.AddMinutes(5));

        var shown = history.Show(Start.AddMinutes(5), NoCases, Nobody);

        shown.Minutes.Length.ShouldBe(FigureHistory.Length);
        shown.Minutes[^6].ShouldBe(new FigureMinute(Start.AddSeconds(-30), 3, 2, 0, 1));
        shown.Minutes[^1].ShouldBe(new FigureMinute(Start.AddSeconds(-30).AddMinutes(5), 1, 0, 4, 0));
        shown.Stopped.ShouldBe([new StageCount("policy", Outcome.Refused, 4), new StageCount("policy", Outcome.Held, 2)]);
        shown.Since.ShouldBe(Start);
    }

    [Fact]
    public void What_is_older_than_an_hour_is_gone()
    {
        var history = new FigureHistory(Start);
        history.Add(new FigureReport(3, 1, [new StageCount("policy", Outcome.Held, 2)]), Start);

        var shown = history.Show(Start.AddMinutes(FigureHistory.Length), NoCases, Nobody);

        shown.Minutes.Sum(static minute => minute.All).ShouldBe(0);
        shown.Stopped.ShouldBeEmpty();
        shown.Since.ShouldBe(shown.Minutes[0].At);
    }

    [Fact]
    public void The_rate_is_that_of_the_last_ten_seconds()
    {
        var history = new FigureHistory(Start);
        history.Add(new FigureReport(500, 0, []), Start);
        history.Add(new FigureReport(30, 0, [new StageCount("shape", Outcome.Refused, 20)]), Start.AddSeconds(10));

        history.Show(Start.AddSeconds(11), NoCases, Nobody).MessagesPerSecond.ShouldBe(5);
        history.Show(Start.AddSeconds(30), NoCases, Nobody).MessagesPerSecond.ShouldBe(0);
    }

    [Fact]
    public void Nothing_is_lost_or_counted_twice_within_the_hour() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<byte[]>(),
            static steps =>
            {
                var history = new FigureHistory(Start);
                var now = Start;
                var reported = new List<(DateTimeOffset At, long All)>();
                foreach (var step in steps)
                {
                    now = now.AddSeconds(step);
                    history.Add(new FigureReport(step, 0, [new StageCount("policy", Outcome.Held, 1)]), now);
                    reported.Add((now, step + 1L));
                }

                var shown = history.Show(now, NoCases, Nobody);
                return shown.Minutes.Sum(static minute => minute.All) == reported.Where(one => one.At >= shown.Minutes[0].At).Sum(static one => one.All)
                    && shown.Stopped.Sum(static one => one.Count) == shown.Minutes.Sum(static minute => minute.Held + minute.Refused);
            }).QuickCheckThrowOnFailure();
}
