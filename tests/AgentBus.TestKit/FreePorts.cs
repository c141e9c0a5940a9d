using System.Net;
using System.Net.Sockets;

namespace AgentBus.TestKit;

/// <summary>Ports that nobody listens on at the moment of asking.</summary>
public static class FreePorts
{
    /// <summary>Takes several at once, so that they differ.</summary>
    public static int[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Stop());
        return ports;
    }
}
