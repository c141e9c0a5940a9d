namespace AgentBus.Domain.Inspection;

/// <summary>Addresses in colons: IPv6 in the forms of RFC 4291, and hardware addresses of six pairs.</summary>
internal static class ColonAddressDetector
{
    public static void Look(ref Scan scan, int at)
    {
        if (at < scan.ColonEnd)
        {
            return;
        }

        var text = scan.Text;
        var start = at;
        while (start > 0 && at - start < 4 && Bytes.IsHex(text[start - 1]))
        {
            start--;
        }

        if (start > 0 && (Bytes.IsWord(text[start - 1]) || text[start - 1] is (byte)':' or (byte)'.'))
        {
            return;
        }

        var (end, groups, pairs, gaps) = (start, 0, 0, 0);
        while (end < text.Length && groups <= 8)
        {
            var group = end;
            while (end < text.Length && Bytes.IsHex(text[end]))
            {
                end++;
            }

            groups += end > group ? 1 : 0;
            pairs += end - group == 2 ? 1 : 0;
            if (end - group > 4 || end >= text.Length || text[end] != ':')
            {
                break;
            }

            var isGap = end + 1 < text.Length && text[end + 1] == ':';
            if (!isGap && !(end + 1 < text.Length && Bytes.IsHex(text[end + 1])))
            {
                break;
            }

            gaps += isGap ? 1 : 0;
            end += isGap ? 2 : 1;
        }

        scan.ColonEnd = end;
        var next = end < text.Length ? text[end] : (byte)0;
        if (Bytes.IsAlphanumeric(next) || next == '_')
        {
            return;
        }

        if (groups == 6 && pairs == 6 && gaps == 0 && next != ':')
        {
            scan.Add(start, end, FindingTypes.MacAddress, 0.9, "mac");
        }
        else if ((groups == 8 && gaps == 0) || (gaps == 1 && groups is >= 2 and <= 7 && Randomness.HasDigit(text[start..end])))
        {
            scan.Add(start, end, FindingTypes.IpAddress, 0.9, "ipv6");
        }
    }
}
