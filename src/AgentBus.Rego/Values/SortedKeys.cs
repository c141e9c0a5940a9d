namespace AgentBus.Rego.Values;

/// <summary>Sorted distinct values with fast lookup: a scan while they are few, a hash index beyond.</summary>
internal sealed class SortedKeys(RegoValue[] keys)
{
    private const int ScanLimit = 8;
    private HashIndex? _index;

    public RegoValue[] Array { get; } = keys;

    public int Find(RegoValue key)
    {
        if (Array.Length > ScanLimit)
        {
            // Two threads may both build the index; either result is the same.
            return (_index ??= new HashIndex(Array)).Find(key);
        }

        if (key is RegoString text)
        {
            return FindText(text.Text);
        }

        for (var i = 0; i < Array.Length; i++)
        {
            if (Array[i].Equals(key))
            {
                return i;
            }
        }

        return -1;
    }

    private int FindText(string text)
    {
        for (var i = 0; i < Array.Length; i++)
        {
            if (Array[i] is RegoString candidate && string.Equals(candidate.Text, text, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
