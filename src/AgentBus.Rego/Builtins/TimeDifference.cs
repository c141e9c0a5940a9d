namespace AgentBus.Rego.Builtins;

/// <summary>The years, months, days, hours, minutes and seconds between two moments, in the zone of the first.</summary>
internal static class TimeDifference
{
    public static int[] Of(ZonedTime first, ZonedTime second)
    {
        var (early, late) = (first.Local, first.Local + (DateTime.UnixEpoch.AddTicks(second.Nanoseconds / 100) - DateTime.UnixEpoch.AddTicks(first.Nanoseconds / 100)));
        if (early > late)
        {
            (early, late) = (late, early);
        }

        var years = late.Year - early.Year;
        var months = late.Month - early.Month;
        var days = late.Day - early.Day;
        var time = late.TimeOfDay - early.TimeOfDay;
        if (time < TimeSpan.Zero)
        {
            time += TimeSpan.FromDays(1);
            days--;
        }

        if (days < 0)
        {
            days += DateTime.DaysInMonth(early.Year, early.Month);
            months--;
        }

        if (months < 0)
        {
            months += 12;
            years--;
        }

        return [years, months, days, time.Hours, time.Minutes, time.Seconds];
    }
}
