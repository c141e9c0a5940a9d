using System.Collections.Concurrent;

namespace Orleans.Embedded.Tests;

/// <summary>What grains tell a test, and gates at which they wait for it.</summary>
public sealed class Probe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _arrivals = new();

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>A grain has come to this point.</summary>
    public void Arrive(string point)
    {
        Log.Enqueue(point);
        Arrivals(point).Release();
    }

    /// <summary>A grain comes to this point and waits until it is opened.</summary>
    public Task PassAsync(string point)
    {
        Arrive(point);
        return Gate(point).Task;
    }

    public void Open(string point) => Gate(point).TrySetResult();

    /// <summary>Waits for one more arrival at this point.</summary>
    public async Task ArrivedAsync(string point)
    {
        if (!await Arrivals(point).WaitAsync(Patience))
        {
            throw new TimeoutException($"Nobody arrived at \"{point}\"; seen: {string.Join(", ", Log)}");
        }
    }

    private TaskCompletionSource Gate(string point) =>
        _gates.GetOrAdd(point, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private SemaphoreSlim Arrivals(string point) => _arrivals.GetOrAdd(point, static _ => new(0));
}
