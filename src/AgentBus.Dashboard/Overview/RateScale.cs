using System.Collections.Immutable;
using AgentBus.Model;

namespace AgentBus.Dashboard;

/// <summary>Where the bars of the last hour stand in their drawing.</summary>
/// <param name="Top">What the top line stands for.</param>
/// <param name="Bars">The bars, oldest first.</param>
public sealed record RateScale(long Top, ImmutableArray<RateScale.Bar> Bars)
{
    /// <summary>The drawing, without what is written beside it.</summary>
    public const int Width = 600;

    /// <summary>Its height.</summary>
    public const int Height = 140;

    /// <summary>Of the minutes.</summary>
    public static RateScale Of(ImmutableArray<FigureMinute> minutes)
    {
        var top = Ceiling(minutes.Max(static minute => minute.All));
        var width = (double)Width / minutes.Length;
        return new RateScale(top, [.. minutes.Select((minute, i) => new Bar(
            Math.Round(i * width, 2), Math.Round(width * 0.8, 2), Size(minute.Passed, top), Size(minute.Held, top), Size(minute.Refused, top), minute))]);
    }

    /// <summary>A round number that is not less: 1, 2 or 5 and noughts.</summary>
    public static long Ceiling(long most)
    {
        long unit = 1;
        while (true)
        {
            foreach (var step in (ReadOnlySpan<long>)[1, 2, 5])
            {
                if (step * unit >= most)
                {
                    return step * unit;
                }
            }

            unit *= 10;
        }
    }

    // What is there can be seen, however little it is.
    private static double Size(long count, long top) => count == 0 ? 0 : Math.Max(2, Math.Round((double)count / top * Height, 2));

    /// <summary>One minute: from the bottom what passed, was held, was blocked.</summary>
    /// <param name="X">From the left.</param>
    /// <param name="Width">How wide.</param>
    /// <param name="Passed">How high.</param>
    /// <param name="Held">How high.</param>
    /// <param name="Refused">How high.</param>
    /// <param name="Minute">The figures.</param>
    public sealed record Bar(double X, double Width, double Passed, double Held, double Refused, FigureMinute Minute);
}
