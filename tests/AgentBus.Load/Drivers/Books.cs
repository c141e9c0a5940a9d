using System.Diagnostics;
using AgentBus.Load.Measure;

namespace AgentBus.Load.Drivers;

/// <summary>What one run counts: started before the first send, closed at the deadline, balanced after draining.</summary>
internal sealed class Books
{
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(10);
    private readonly LoadGroup _group;
    private readonly LatencyHistogram _fromSend = new();
    private readonly LatencyHistogram _fromSchedule = new();
    private readonly long _receivedBefore;
    private readonly TimeSpan _serverCpu;
    private readonly TimeSpan _driverCpu;
    private readonly long _started;
    private long _answered;
    private long _delivered;

    public Books(LoadGroup group)
    {
        _group = group;
        foreach (var sender in group.Senders)
        {
            (sender.FromSend, sender.FromSchedule) = (_fromSend, _fromSchedule);
        }

        _receivedBefore = group.Receivers.Sum(static receiver => receiver.Received);
        _serverCpu = ProcessCpu.Of(group.ServerProcessId);
        _driverCpu = Environment.CpuUsage.TotalTime;
        _started = Stopwatch.GetTimestamp();
    }

    /// <summary>Handles what is readable, for up to so many milliseconds. Answered senders are told to <paramref name="onAnswered"/>.</summary>
    public void Turn(int milliseconds, Action<Sender, int>? onAnswered, Action? onTick = null)
    {
        Span<int> tags = stackalloc int[256];
        var count = _group.Readiness.Wait(tags, milliseconds);
        for (var i = 0; i < count; i++)
        {
            if (tags[i] < 0)
            {
                onTick?.Invoke();
            }
            else if (tags[i] < _group.Senders.Count)
            {
                var answered = _group.Senders[tags[i]].Read();
                _answered += answered;
                if (answered > 0)
                {
                    onAnswered?.Invoke(_group.Senders[tags[i]], answered);
                }
            }
            else
            {
                _delivered += _group.Receivers[tags[i] - _group.Senders.Count].Read();
            }
        }
    }

    /// <summary>Closes the books at the deadline, then waits for what is outstanding and checks that nothing is missing.</summary>
    public RunResult Close()
    {
        var elapsed = Stopwatch.GetElapsedTime(_started);
        var (answered, delivered) = (_answered, _delivered);
        var driverCpu = Environment.CpuUsage.TotalTime - _driverCpu;
        var serverCpu = ProcessCpu.Of(_group.ServerProcessId) - _serverCpu;
        var drain = Stopwatch.GetTimestamp();
        while (_group.Senders.Any(static sender => sender.Outstanding > 0) || Received < _answered * _group.DeliveriesPerAnswer)
        {
            if (Stopwatch.GetElapsedTime(drain) > DrainPatience)
            {
                throw new InvalidDataException(
                    $"{_group.Senders.Sum(static sender => sender.Outstanding)} answers and {(_answered * _group.DeliveriesPerAnswer) - Received} deliveries are missing after {DrainPatience}.");
            }

            Turn(50, onAnswered: null);
        }

        return new RunResult(answered, _answered, delivered, elapsed, _fromSend, _fromSchedule, driverCpu, serverCpu);
    }

    private long Received => _group.Receivers.Sum(static receiver => receiver.Received) - _receivedBefore;
}
