namespace AgentBus.Domain.Inspection;

/// <summary>Social security numbers of the United States: 3-2-4 digits in the ranges that are given out; without dashes, or in the range of taxpayer numbers, only where words near say so.</summary>
internal static class SocialSecurityDetector
{
    public static int Look(ref Scan scan, in NumberGroups groups, int i)
    {
        Span<byte> d = stackalloc byte[9];
        int last;
        var isWritten = false;
        if (groups.Length(i) == 3 && i + 2 < groups.Count && groups.Length(i + 1) == 2 && groups.Length(i + 2) == 4 && groups.Sign(i + 1) == groups.Sign(i + 2))
        {
            last = i + 2;
            isWritten = groups.Sign(i + 1) == '-' && groups.Sign(i) != '-' && groups.Sign(i + 3) != '-';
        }
        else if (groups.Length(i) == 9 && groups.Sign(i) != '.')
        {
            last = i;
        }
        else
        {
            return -1;
        }

        groups.CopyDigits(i, last, d);
        var area = (d[0] * 100) + (d[1] * 10) + d[2];
        if (area is 0 or 666 || (d[3] == 0 && d[4] == 0) || (d[5] == 0 && d[6] == 0 && d[7] == 0 && d[8] == 0))
        {
            return -1;
        }

        var (start, end) = (groups.Start(i), groups.End(last));
        var isSaid = Words.AreNear(groups.Text, start, end, Words.SocialSecurity);
        if (!isSaid && (!isWritten || area >= 900))
        {
            return -1;
        }

        scan.Add(start, end, FindingTypes.UsSsn, isSaid ? 0.95 : 0.8, "us-ssn");
        return last;
    }
}
