using System.Net;

namespace AgentBus.Silo.Security.Abuse;

/// <summary>Networks in CIDR form, and single addresses. Immutable and thread-safe.</summary>
internal sealed class NetworkList
{
    private readonly IPNetwork[] _networks;

    private NetworkList(IPNetwork[] networks) => _networks = networks;

    /// <summary>The networks.</summary>
    public IReadOnlyList<IPNetwork> Networks => _networks;

    /// <summary>Reads a list that was checked by <see cref="IsNetwork"/>; what is no network is passed over.</summary>
    public static NetworkList Parse(IEnumerable<string> texts) => new([.. texts.Select(Read).OfType<IPNetwork>()]);

    /// <summary>Tells whether a text is an address or a network such as 10.0.0.0/8.</summary>
    public static bool IsNetwork(string text) => Read(text) is not null;

    /// <summary>Tells whether an address lies in one of them.</summary>
    public bool Contains(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(plain));
    }

    private static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
