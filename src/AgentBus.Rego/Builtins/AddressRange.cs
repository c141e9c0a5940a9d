using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace AgentBus.Rego.Builtins;

/// <summary>A run of IP addresses of one version.</summary>
internal sealed record AddressRange(bool IsV4, BigInteger First, BigInteger Last)
{
    private int Bits => IsV4 ? 32 : 128;

    public static AddressRange? TryParse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || ParseAddress(text[..slash]) is not { } address)
        {
            return null;
        }

        var isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        var prefix = text[(slash + 1)..];
        return prefix.Length is > 0 and <= 3 && prefix.All(char.IsAsciiDigit)
            && int.Parse(prefix, CultureInfo.InvariantCulture) is var length && length <= (isV4 ? 32 : 128)
            ? Of(address, isV4, length)
            : null;
    }

    public static AddressRange Parse(string text) => TryParse(text) ?? throw BuiltinFault.Of($"invalid CIDR address: {text}");

    /// <summary>A range, or a single address.</summary>
    public static AddressRange ParseAny(string text) =>
        ParseAddress(text) is { } address ? Of(address, address.AddressFamily == AddressFamily.InterNetwork, null) : Parse(text);

    /// <summary>A range; an IPv4 address alone stands for the network of its class.</summary>
    public static AddressRange ParseWithDefaultMask(string text)
    {
        if (ParseAddress(text) is not { } address)
        {
            return Parse(text);
        }

        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            throw BuiltinFault.Of("IPv6 invalid: needs prefix length");
        }

        return Of(address, isV4: true, address.GetAddressBytes()[0] switch { < 128 => 8, < 192 => 16, < 224 => 24, _ => 32 });
    }

    public bool Contains(AddressRange other) => IsV4 == other.IsV4 && First <= other.First && other.Last <= Last;

    public bool Overlaps(AddressRange other) => IsV4 == other.IsV4 && First <= other.Last && other.First <= Last;

    /// <summary>The fewest blocks that make up the range.</summary>
    public IEnumerable<string> Blocks()
    {
        var first = First;
        while (first <= Last)
        {
            var size = 0;
            while (size < Bits && (first & ((BigInteger.One << (size + 1)) - 1)).IsZero && first + (BigInteger.One << (size + 1)) - 1 <= Last)
            {
                size++;
            }

            yield return $"{AddressText(first, IsV4)}/{Bits - size}";
            first += BigInteger.One << size;
        }
    }

    public static string AddressText(BigInteger address, bool isV4)
    {
        var bytes = new byte[isV4 ? 4 : 16];
        var digits = address.ToByteArray(isUnsigned: true, isBigEndian: true);
        if (!address.IsZero)
        {
            digits.CopyTo(bytes, bytes.Length - digits.Length);
        }

        return new IPAddress(bytes).ToString();
    }

    private static AddressRange Of(IPAddress address, bool isV4, int? prefix)
    {
        var value = new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        var free = (isV4 ? 32 : 128) - (prefix ?? (isV4 ? 32 : 128));
        var first = (value >> free) << free;
        return new AddressRange(isV4, first, first + (BigInteger.One << free) - 1);
    }

    private static IPAddress? ParseAddress(string text)
    {
        var isV4 = text.Split('.') is { Length: 4 } parts && parts.All(p => p.Length is > 0 and <= 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0'));
        var isV6 = text.Contains(':', StringComparison.Ordinal) && !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal);
        if ((!isV4 && !isV6) || !IPAddress.TryParse(text, out var address))
        {
            return null;
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
