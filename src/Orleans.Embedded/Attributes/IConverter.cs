namespace Orleans;

/// <summary>Converts a foreign type from and to a surrogate that can be serialized. Never called here: nothing is serialized.</summary>
public interface IConverter<TValue, TSurrogate>
    where TSurrogate : struct
{
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    TSurrogate ConvertToSurrogate(in TValue value);
}
