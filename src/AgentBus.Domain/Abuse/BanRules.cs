namespace AgentBus.Domain.Abuse;

/// <summary>Turns offences into bans: pure, so that what an operator is shown can be worked out again.</summary>
public static class BanRules
{
    // 2^20 times the first ban is longer than any longest one.
    private const int MaxDoublings = 20;

    /// <summary>What is remembered after one more offence. While a ban holds, offences change nothing: a ban is not prolonged by what it stops.</summary>
    public static Offender After(Offender? known, Offence offence, BanPolicy policy, DateTimeOffset now)
    {
        if (known is not null && known.IsBanned(now))
        {
            return known;
        }

        var offender = known is null || CanForget(known, policy, now) ? new Offender(0, now, 0, now, DateTimeOffset.MinValue, offence)
            : now - known.WindowBegan > policy.Window ? known with { Offences = 0, WindowBegan = now }
            : known;
        offender = offender with { Offences = offender.Offences + 1, Last = offence };
        return offender.Offences < policy.Offences
            ? offender
            : offender with { Offences = 0, WindowBegan = now, Bans = offender.Bans + 1, BannedAt = now, BannedUntil = now + Duration(offender.Bans, policy) };
    }

    /// <summary>Whether nothing is lost by forgetting: no ban holds, the window is over, and the last ban is long ago.</summary>
    public static bool CanForget(Offender offender, BanPolicy policy, DateTimeOffset now) =>
        !offender.IsBanned(now)
        && now - offender.WindowBegan > policy.Window
        && (offender.Bans == 0 || now - offender.BannedUntil > policy.Longest);

    private static TimeSpan Duration(int formerBans, BanPolicy policy)
    {
        var duration = policy.First * Math.Pow(2, Math.Min(formerBans, MaxDoublings));
        return duration < policy.Longest ? duration : policy.Longest;
    }
}
