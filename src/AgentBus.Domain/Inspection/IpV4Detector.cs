namespace AgentBus.Domain.Inspection;

/// <summary>IPv4 addresses: four numbers up to 255 without leading zeros, and no more of them.</summary>
internal static class IpV4Detector
{
    public static int Look(ref Scan scan, in NumberGroups groups, int i)
    {
        if (i + 3 >= groups.Count || groups.Sign(i) == '.' || groups.Sign(i + 4) == '.')
        {
            return -1;
        }

        for (var g = i; g < i + 4; g++)
        {
            if ((g > i && (groups.Sign(g) != '.' || groups.Start(g) != groups.End(g - 1) + 1)) || !IsOctet(groups.Text[groups.Start(g)..groups.End(g)]))
            {
                return -1;
            }
        }

        if (Words.AreBefore(groups.Text, groups.Start(i), 12, Words.Version))
        {
            return -1;
        }

        scan.Add(groups.Start(i), groups.End(i + 3), FindingTypes.IpAddress, 0.9, "ipv4");
        return i + 3;
    }

    private static bool IsOctet(ReadOnlySpan<byte> digits)
    {
        if (digits.Length is 0 or > 3 || (digits.Length > 1 && digits[0] == '0'))
        {
            return false;
        }

        var value = 0;
        foreach (var b in digits)
        {
            value = (value * 10) + b - '0';
        }

        return value <= 255;
    }
}
