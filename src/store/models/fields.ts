import { DataTypes } from 'sequelize'

/**
 * The columns' types. Ids are text because some of them come from outside and any text must be a harmless miss;
 * times are ISO 8601 text, which sorts as it reads and comes back to the character.
 */
export const TEXT = { type: DataTypes.TEXT, allowNull: false }
export const TEXT_OR_NULL = { type: DataTypes.TEXT, allowNull: true }
/** Some thousand letters. */
export const LONG_TEXT = { ...TEXT, long: true }
export const BOOLEAN = { type: DataTypes.BOOLEAN, allowNull: false }
export const INTEGER = { type: DataTypes.INTEGER, allowNull: false }
/** Milliseconds since the epoch. */
export const MILLISECONDS = { type: DataTypes.BIGINT, allowNull: false }
export const MILLISECONDS_OR_NULL = { type: DataTypes.BIGINT, allowNull: true }
export const NUMBER = { type: DataTypes.DOUBLE, allowNull: false }
export const NUMBER_OR_NULL = { type: DataTypes.DOUBLE, allowNull: true }
/** Kept as text in both databases: what is compared is exactly what was written. */
export const JSON_TEXT = { type: DataTypes.JSON, allowNull: false }
export const LONG_JSON_TEXT = { ...JSON_TEXT, long: true }
export const JSON_TEXT_OR_NULL = { type: DataTypes.JSON, allowNull: true }

const key = <T extends object>(field: T) => ({ ...field, primaryKey: true })
export const TEXT_KEY = key(TEXT)
export const INTEGER_KEY = key(INTEGER)
