import type { TypeCodes } from '../codes/types';
import type { MessagesOf } from '../messages';

export const typeMessages: MessagesOf<TypeCodes> = {};
