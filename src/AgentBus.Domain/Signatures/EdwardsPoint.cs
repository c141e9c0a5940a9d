using System.Numerics;

namespace AgentBus.Domain.Signatures;

/// <summary>
/// A point of edwards25519 in extended coordinates (RFC 8032, 5.1.4). The time that its operations take depends on their values: good for
/// public ones only. Immutable.
/// </summary>
public readonly struct EdwardsPoint
{
    /// <summary>The bytes of an encoded point, and of a scalar.</summary>
    public const int Bytes = 32;

    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger D = Reduce(-121665 * BigInteger.ModPow(121666, P - 2, P));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    private readonly BigInteger _x;
    private readonly BigInteger _y;
    private readonly BigInteger _z;
    private readonly BigInteger _t;

    private EdwardsPoint(BigInteger x, BigInteger y, BigInteger z, BigInteger t) => (_x, _y, _z, _t) = (x, y, z, t);

    /// <summary>The order of <see cref="Generator"/>.</summary>
    public static BigInteger Order { get; } = BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493");

    /// <summary>The neutral point.</summary>
    public static EdwardsPoint Neutral { get; } = new(0, 1, 1, 0);

    /// <summary>The point B.</summary>
    public static EdwardsPoint Generator { get; } = Of(Reduce(4 * BigInteger.ModPow(5, P - 2, P)), isOdd: false)!.Value;

    /// <summary>Reads an encoded point; null where it is none, or not the one encoding of it (5.1.3).</summary>
    public static EdwardsPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Bytes)
        {
            return null;
        }

        Span<byte> y = stackalloc byte[Bytes];
        bytes.CopyTo(y);
        y[^1] &= 0x7F;
        var value = new BigInteger(y, isUnsigned: true);
        return value < P ? Of(value, isOdd: (bytes[^1] & 0x80) != 0) : null;
    }

    /// <summary>a·A + b·B.</summary>
    public static EdwardsPoint Combine(BigInteger a, EdwardsPoint pointA, BigInteger b, EdwardsPoint pointB)
    {
        var both = pointA + pointB;
        var sum = Neutral;
        for (var bit = (int)Math.Max((a | b).GetBitLength(), 1) - 1; bit >= 0; bit--)
        {
            sum += sum;
            sum = (((a >> bit) & 1).IsOne, ((b >> bit) & 1).IsOne) switch
            {
                (true, true) => sum + both,
                (true, false) => sum + pointA,
                (false, true) => sum + pointB,
                _ => sum,
            };
        }

        return sum;
    }

    /// <summary>The sum (5.1.4).</summary>
    public static EdwardsPoint operator +(EdwardsPoint left, EdwardsPoint right) => Add(left, right);

    /// <summary>The point on the other side.</summary>
    public static EdwardsPoint operator -(EdwardsPoint point) => Negate(point);

    /// <summary>The sum.</summary>
    public static EdwardsPoint Add(EdwardsPoint left, EdwardsPoint right)
    {
        var a = Reduce((left._y - left._x) * (right._y - right._x));
        var b = Reduce((left._y + left._x) * (right._y + right._x));
        var c = Reduce(2 * left._t * right._t % P * D);
        var d = Reduce(2 * left._z * right._z);
        var (e, f, g, h) = (b - a, d - c, d + c, b + a);
        return new EdwardsPoint(Reduce(e * f), Reduce(g * h), Reduce(f * g), Reduce(e * h));
    }

    /// <summary>The point on the other side.</summary>
    public static EdwardsPoint Negate(EdwardsPoint point) => new(Reduce(-point._x), point._y, point._z, Reduce(-point._t));

    /// <summary>Encodes the point (5.1.2).</summary>
    public byte[] Encode()
    {
        var inverse = BigInteger.ModPow(_z, P - 2, P);
        var (x, y) = (Reduce(_x * inverse), Reduce(_y * inverse));
        var bytes = new byte[Bytes];
        y.TryWriteBytes(bytes, out _, isUnsigned: true);
        if (!x.IsEven)
        {
            bytes[^1] |= 0x80;
        }

        return bytes;
    }

    private static EdwardsPoint? Of(BigInteger y, bool isOdd)
    {
        var square = Reduce(y * y);
        var (u, v) = (Reduce(square - 1), Reduce((D * square) + 1));
        var root = Reduce(u * BigInteger.ModPow(v, 3, P) % P * BigInteger.ModPow(u * BigInteger.ModPow(v, 7, P) % P, (P - 5) / 8, P));
        var check = Reduce(v * root % P * root);
        if (check == Reduce(-u))
        {
            root = Reduce(root * RootOfMinusOne);
        }
        else if (check != u)
        {
            return null;
        }

        if (root.IsZero && isOdd)
        {
            return null;
        }

        var x = root.IsEven == isOdd ? P - root : root;
        return new EdwardsPoint(x, y, 1, Reduce(x * y));
    }

    private static BigInteger Reduce(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }
}
