using System.Net;
using System.Net.Sockets;

namespace AgentBus.Silo.Security.Abuse;

/// <summary>Under which address a client counts: an IPv4 address as itself, an IPv6 address by its /64, which one subscriber has whole.</summary>
internal static class AddressKey
{
    private const int Ipv6Prefix = 8;

    /// <summary>The address to count by; an unknown one counts as <see cref="IPAddress.None"/>.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6 || IPAddress.IsLoopback(address))
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6Prefix).Clear();
        return new IPAddress(bytes);
    }
}
