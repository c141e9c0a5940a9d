using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Rendering;

/// <summary>Says how far a long command is, in a line of its own on the error output of a terminal, not more than a few times a second; elsewhere nothing. Dispose it.</summary>
/// <param name="surroundings">Where it is shown.</param>
/// <param name="what">What is counted.</param>
/// <param name="total">How many there are, for a bar; null: nobody knows.</param>
internal sealed class ProgressLine(CommandSurroundings surroundings, string what, long? total = null) : IDisposable
{
    private const int BarWidth = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private long _count;
    private long _told = surroundings.Clock.GetTimestamp();
    private bool _isShown;

    public void Step(long count = 1)
    {
        _count += count;
        if (surroundings.ErrorIsTerminal && surroundings.Clock.GetElapsedTime(_told) >= Interval)
        {
            _told = surroundings.Clock.GetTimestamp();
            _isShown = true;
            surroundings.Error.Write($"\r{Text()}");
        }
    }

    public void Dispose()
    {
        if (_isShown)
        {
            surroundings.Error.WriteLine($"\r{Text()}");
        }
    }

    private string Text()
    {
        if (total is not > 0)
        {
            return $"{_count:N0} {what}";
        }

        var share = Math.Clamp((double)_count / total.Value, 0, 1);
        var filled = (int)(share * BarWidth);
        return $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share,4:P0} {_count:N0} of {total:N0} {what}";
    }
}
