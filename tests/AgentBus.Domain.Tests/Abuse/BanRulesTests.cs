using AgentBus.Domain.Abuse;

namespace AgentBus.Domain.Tests.Abuse;

public sealed class BanRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BanPolicy Policy = new(3, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    [Fact]
    public void As_many_offences_as_the_policy_says_ban_and_one_less_does_not()
    {
        var two = Repeat(null, 2, Start);
        two.IsBanned(Start).ShouldBeFalse();

        var three = BanRules.After(two, Offence.Malformed, Policy, Start);
        three.IsBanned(Start).ShouldBeTrue();
        (three.BannedUntil, three.Bans, three.Last).ShouldBe((Start + Policy.First, 1, Offence.Malformed));
        three.IsBanned(Start + Policy.First).ShouldBeFalse();
    }

    [Fact]
    public void Offences_that_lie_a_window_apart_do_not_add_up()
    {
        var two = Repeat(null, 2, Start);

        BanRules.After(two, Offence.Flood, Policy, Start.AddMinutes(6)).IsBanned(Start.AddMinutes(6)).ShouldBeFalse();
    }

    [Fact]
    public void Each_further_ban_lasts_twice_as_long_up_to_the_longest()
    {
        var (offender, now) = (Repeat(null, 3, Start), Start);
        var lengths = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            lengths.Add((offender.BannedUntil - now).TotalMinutes);
            now = offender.BannedUntil;
            offender = Repeat(offender, 3, now);
        }

        lengths.ShouldBe([1, 2, 4, 8, 10, 10]);
    }

    [Fact]
    public void What_a_ban_stops_does_not_prolong_it()
    {
        var banned = Repeat(null, 3, Start);

        Repeat(banned, 100, Start.AddSeconds(30)).ShouldBe(banned);
    }

    [Fact]
    public void Who_was_good_for_long_enough_begins_anew()
    {
        var banned = Repeat(null, 3, Start);
        var late = banned.BannedUntil + Policy.Longest + TimeSpan.FromSeconds(1);

        BanRules.CanForget(banned, Policy, Start.AddSeconds(30)).ShouldBeFalse();
        BanRules.CanForget(banned, Policy, banned.BannedUntil + Policy.Window).ShouldBeFalse("the next ban would be longer");
        BanRules.CanForget(banned, Policy, late).ShouldBeTrue();
        (Repeat(banned, 3, late).BannedUntil - late).ShouldBe(Policy.First);
    }

    private static Offender Repeat(Offender? offender, int times, DateTimeOffset now)
    {
        for (var i = 0; i < times; i++)
        {
            offender = BanRules.After(offender, Offence.BadCredential, Policy, now);
        }

        return offender!;
    }
}
