using System.Net;
using System.Net.Sockets;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Examination;

/// <summary>Whether the ports are free, or the bus itself has them.</summary>
internal static class PortExamination
{
    public static async Task<Finding> OfAsync(string subject, string host, int port, string key, TimeSpan patience, CancellationToken cancellationToken)
    {
        var address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var given) ? given : null;
        if (address is null)
        {
            return Finding.Wrong(subject, $"\"{host}\" is no IP address.", $"Correct AgentBus:Listen:{(key == "InternalPort" ? "InternalHost" : "Host")}.");
        }

        if (port == 0)
        {
            return Finding.Warning(subject, "Any free port is taken, another one at each start.", $"Set AgentBus:Listen:{key} where clients must find it.");
        }

        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            listener.Stop();
            return Finding.Right(subject, $"{address}:{port} is free; no bus runs there.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AccessDenied)
        {
            return Finding.Wrong(subject, $"{address}:{port} may not be opened by this user.", $"Choose a port above 1023 by AgentBus:Listen:{key}, and put a proxy before it.");
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            return Finding.Wrong(subject, $"This machine has no address {address}.", "Correct AgentBus:Listen:Host; 0.0.0.0 means all addresses.");
        }
        catch (SocketException)
        {
            return await IsBusAsync(address, port, patience, cancellationToken)
                ? Finding.Right(subject, $"A bus answers at {address}:{port}.")
                : Finding.Wrong(subject, $"{address}:{port} is taken by something that is no bus.", $"End it, or choose another port by AgentBus:Listen:{key}.");
        }
    }

    private static async Task<bool> IsBusAsync(IPAddress address, int port, TimeSpan patience, CancellationToken cancellationToken)
    {
        var reachable = address.Equals(IPAddress.Any) ? IPAddress.Loopback : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : address;
        foreach (var scheme in (string[])["http", "https"])
        {
            try
            {
                using var http = new BusHttp(BusAddress.TryRead($"{scheme}://{new IPEndPoint(reachable, port)}")!, credential: null, patience);
                var (_, body, _) = await http.AskAsync("health", cancellationToken);
                if (body is System.Text.Json.Nodes.JsonObject health && health.ContainsKey("constitutional_hash"))
                {
                    return true;
                }
            }
            catch (CommandFailure e) when (e.InnerException is HttpRequestException { InnerException: System.Security.Authentication.AuthenticationException })
            {
                // It speaks TLS with a name that is not its address: that is enough to know that something serves there.
                return true;
            }
            catch (CommandFailure)
            {
                // Not by this scheme.
            }
        }

        return false;
    }
}
