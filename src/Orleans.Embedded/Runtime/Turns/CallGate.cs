namespace Orleans.Embedded;

/// <summary>Counts the calls under way and tells which may join them.</summary>
internal struct CallGate
{
    private int _exclusive;
    private int _readers;
    private int _interleaving;

    public readonly bool IsEmpty => (_exclusive | _readers | _interleaving) == 0;

    public readonly bool Admits(CallKind kind) => kind switch
    {
        CallKind.Exclusive => _exclusive == 0 && _readers == 0,
        CallKind.ReadOnly => _exclusive == 0,
        _ => true,
    };

    public void Enter(CallKind kind) => Add(kind, 1);

    public void Leave(CallKind kind) => Add(kind, -1);

    private void Add(CallKind kind, int count)
    {
        switch (kind)
        {
            case CallKind.Exclusive:
                _exclusive += count;
                break;
            case CallKind.ReadOnly:
                _readers += count;
                break;
            default:
                _interleaving += count;
                break;
        }
    }
}
