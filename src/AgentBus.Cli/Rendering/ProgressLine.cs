using AgentBus.Cli.Commands;

namespace AgentBus.Cli.Rendering;

/// <summary>Says how far a long command is, in a line of its own on the error output of a terminal, not more than a few times a second; elsewhere nothing. Dispose it.</summary>
internal sealed class ProgressLine(CommandSurroundings surroundings, string what) : IDisposable
{
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
            surroundings.Error.Write($"\r{_count:N0} {what}");
        }
    }

    public void Dispose()
    {
        if (_isShown)
        {
            surroundings.Error.WriteLine($"\r{_count:N0} {what}");
        }
    }
}
