namespace AgentBus.Domain.Inspection;

/// <summary>Takes each run of word characters once, and gives it to the detectors that judge whole words.</summary>
internal static class WordDetector
{
    private const int ShortestToken = 16;
    private const int ShortestEncoded = 24;
    private const int ShortestIdentity = 8;
    private const int LongestHead = 12;

    public static void Look(ref Scan scan, int at)
    {
        if (at < scan.WordEnd)
        {
            return;
        }

        var text = scan.Text;
        var start = at;
        while (start > scan.WordEnd && Bytes.IsWord(text[start - 1]))
        {
            start--;
        }

        var end = Bytes.EndOf(text, at, Bytes.Word);
        scan.WordEnd = end;
        while (start < end && text[start] is (byte)'-' or (byte)'_')
        {
            start++;
        }

        if (end - start < 2)
        {
            return;
        }

        if (start >= scan.EncodedEnd)
        {
            // Tokens may go on after a dot, so the length of the word says nothing where one follows.
            var whole = end - start >= ShortestToken || scan.At(end) is (byte)'.' or (byte)'|';
            if (whole && (TokenDetector.Look(ref scan, start, end) || TokenDetector.Look(ref scan, HeadOf(text, start), end)))
            {
                return;
            }
        }

        if (end - start >= ShortestIdentity)
        {
            WordIdentityDetector.Look(ref scan, start, end);
        }
        else if (end - start == 4)
        {
            WordIdentityDetector.LookAtGroups(ref scan, start, end);
        }

        if (start >= scan.EncodedEnd && scan.Depth < scan.Settings.MaxDepth && (start == 0 || scan.At(start - 1) is not ((byte)'/' or (byte)'+' or (byte)'=')))
        {
            var encodedEnd = Bytes.EndOf(text, start, Bytes.Encoded);
            if (encodedEnd - start >= ShortestEncoded)
            {
                scan.EncodedEnd = Base64Detector.Look(ref scan, start, encodedEnd) ? encodedEnd : scan.EncodedEnd;
            }
        }
    }

    /// <summary>Where a token begins whose provider ends its prefix with a dot: hvs.abc, dp.st.abc. The prefix may hold nothing that is looked for.</summary>
    private static int HeadOf(ReadOnlySpan<byte> text, int start)
    {
        var head = start;
        while (head > 0 && start - head < LongestHead && (Bytes.IsWord(text[head - 1]) || text[head - 1] == '.'))
        {
            head--;
        }

        return head;
    }
}
