using System.Net;
using AgentBus.Load.Peers;
using AgentBus.TestKit;

namespace AgentBus.Load.Processes;

/// <summary>A yardstick in a process of its own: this executable with another verb.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private PeerProcess(ChildProcess process, IPEndPoint address) => (_process, Address) = (process, address);

    public int Id => _process.Id;

    public IPEndPoint Address { get; }

    public static async Task<PeerProcess> StartAsync(string verb, CancellationToken cancellationToken)
    {
        var process = ChildProcess.StartAssembly(typeof(PeerProcess).Assembly.Location, [verb]);
        var line = await process.LineAsync(said => said.StartsWith(PeerHost.Announcement, StringComparison.Ordinal), cancellationToken: cancellationToken);
        return new PeerProcess(process, new IPEndPoint(IPAddress.Loopback, int.Parse(line[PeerHost.Announcement.Length..])));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
