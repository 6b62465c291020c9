namespace CommerceOS.Studio;

/// <summary>
/// The imaging library failed on input that the Studio itself had prepared: a defect or an exhausted machine, not the
/// merchant's doing. <see cref="Exception.Data"/> stays empty: native messages may belong to another image.
/// </summary>
public sealed class StudioException(string message, Exception inner) : Exception(message, inner);

/// <summary>A recipe parameter is outside its range. Safe to show: it says what was expected and what came.</summary>
public sealed class StudioParameterException(string parameter, string message) : ArgumentException(message, parameter);
