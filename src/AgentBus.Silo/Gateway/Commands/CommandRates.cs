using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary>Counts what agents run within each minute of this silo (SEC-09). What it remembers ends with the minute. Thread-safe.</summary>
internal sealed class CommandRates(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(AgentKey Agent, string Command), int> _runs = [];
    private long _began = time.GetTimestamp();

    /// <summary>Counts one; null: it may run.</summary>
    public Refusal? Take(AgentKey agent, string command, int perMinute)
    {
        if (perMinute == 0)
        {
            return null;
        }

        lock (_gate)
        {
            var elapsed = time.GetElapsedTime(_began);
            if (elapsed >= Window)
            {
                _runs.Clear();
                (_began, elapsed) = (time.GetTimestamp(), TimeSpan.Zero);
            }

            var runs = _runs.GetValueOrDefault((agent, command));
            if (runs >= perMinute)
            {
                return new Refusal(Code.RateLimited, $"An agent runs {command} at most {perMinute} times a minute; wait, then send it again.", Window - elapsed);
            }

            _runs[(agent, command)] = runs + 1;
            return null;
        }
    }
}
